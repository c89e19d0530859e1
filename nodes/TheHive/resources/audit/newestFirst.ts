import type { IDataObject } from 'n8n-workflow';

/** Order of a list of audits where the form names none, so that a limit leaves out the oldest. */
export const NEWEST_FIRST: IDataObject[] = [{ _createdAt: 'desc' }];
