import { presetField } from '../../../shared/filter/presets';
import { countOperation } from '../../../shared/query/countOperation';
import { within, withinFields } from '../../../shared/query/within';

export const countObservables = countOperation({
	plural: 'observables',
	entity: 'observable',
	start: within('listObservable', 'observables'),
	fields: [...withinFields, presetField('observable')],
});
