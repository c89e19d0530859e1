import type { IDataObject } from 'n8n-workflow';
import { parsed } from './resultItems';

/** An action (`OutputAction`) whose report and operations are objects rather than JSON text. */
export function readableAction(action: IDataObject): IDataObject {
	return { ...action, report: parsed(action.report) ?? action.report, operations: parsed(action.operations) ?? action.operations };
}
