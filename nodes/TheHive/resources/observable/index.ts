import type { Resource } from '../../../shared/operation';
import { countObservables } from './count.operation';
import { createObservable } from './create.operation';
import { createObservablesFromFile } from './createFromFile.operation';
import { deleteObservable } from './delete.operation';
import { deleteManyObservables } from './deleteMany.operation';
import { downloadObservableFile } from './downloadFile.operation';
import { getManyObservables } from './getMany.operation';
import { getObservable } from './get.operation';
import { getObservableShares } from './getShares.operation';
import { getSimilarObservables } from './getSimilar.operation';
import { seenBefore } from './seenBefore.operation';
import { shareObservable } from './share.operation';
import { unshareObservable } from './unshare.operation';
import { updateObservable } from './update.operation';
import { updateManyObservables } from './updateMany.operation';

export const observable: Resource = {
	name: 'Observable',
	value: 'observable',
	operations: [
		seenBefore,
		countObservables,
		createObservable,
		createObservablesFromFile,
		deleteObservable,
		deleteManyObservables,
		downloadObservableFile,
		getObservable,
		getManyObservables,
		getObservableShares,
		getSimilarObservables,
		shareObservable,
		unshareObservable,
		updateObservable,
		updateManyObservables,
	],
	startsWith: getManyObservables,
};
