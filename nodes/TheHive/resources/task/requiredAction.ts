import type { IExecuteSingleFunctions, PostReceiveAction } from 'n8n-workflow';
import { idFrom } from '../../../shared/path';

/** Tells what an organisation has to do after the change, which TheHive answers with an empty 204. */
export function actionIsRequired(actionRequired: boolean): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions) {
		const given = (name: string) => idFrom(this.getNode(), this.getItemIndex(), name, this.getNodeParameter(name));
		return [{ json: { success: true, taskId: given('taskId'), organisation: given('organisationId'), actionRequired } }];
	};
}
