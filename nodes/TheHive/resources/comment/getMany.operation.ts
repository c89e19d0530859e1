import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../../shared/operation';
import type { QueryStart } from '../../../shared/query/listQuery';
import { listQueryFields } from '../../../shared/query/listQuery';
import { recordList } from '../../../shared/query/recordList';
import { startWithin, withinFields } from '../../../shared/query/within';
import { isOn } from '../../../shared/toggles';

const alertCommentsProperty: INodeProperties = {
	displayName: 'With Comments of Its Alerts',
	name: 'alertComments',
	type: 'boolean',
	default: false,
	displayOptions: { show: { within: ['case'] } },
	description: 'Whether to include the comments of the alerts that belong to the case',
};

const comments = (ofCase: string) => startWithin({ all: ['listComment'], alert: ['comments'], case: [ofCase] });

const start: QueryStart = (read, context, itemIndex) => {
	const withAlerts = read('within') === 'case' && isOn(context, alertCommentsProperty, itemIndex);
	return comments(withAlerts ? 'allComments' : 'comments')(read, context, itemIndex);
};

const list = recordList({ label: 'get-many-comments', start, entity: 'comment' });

export const getManyComments: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many comments',
		description: 'Search the comments of a case, of an alert, or everywhere',
		routing: list.routing,
	},
	fields: [...withinFields, alertCommentsProperty, ...listQueryFields],
	execute: list.execute,
};
