import type { IExecuteFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { converted } from '../body';
import { requestError } from '../errors';
import { beyondRoute } from '../fieldError';
import { LONG_TEXT } from '../fields/record';
import { markdownUpTo } from '../markdown';
import { nodeOf, parameterOf } from '../parameters';
import { theHiveObject } from '../request';
import { isEmpty, isObject } from '../values';
import type { RecordKind } from './kinds';
import { Progress } from './progress';
import { ChunkSender } from './sendChunks';
import type { Unit } from './units';
import { settingsOf } from './units';

/** What is said about a change, in the optional fields of an operation on many records. */
export const commentProperty: INodeProperties = {
	displayName: 'Comment',
	name: 'comment',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: 'Comment that each record gets after the change, one request each. Markdown is rendered by TheHive.',
};

/**
 * The comment that an item's form wants.
 * @param collection of the form that holds `commentProperty`
 * @throws NodeOperationError naming field and item when it is too long
 */
export function commentFrom(context: IExecuteFunctions, collection: string, itemIndex: number): string | undefined {
	const given = parameterOf(context, collection, itemIndex, {});
	const text = converted(nodeOf(context), itemIndex, commentProperty, markdownUpTo(LONG_TEXT), isObject(given) ? given.comment : undefined);
	return typeof text === 'string' ? text : undefined;
}

/** preSend for agents that know nothing but routing: one request cannot comment as well. */
export function refuseComment(collection: string): PreSendAction {
	return async function (options) {
		const given: unknown = this.getNodeParameter(collection, {});
		if (isObject(given) && !isEmpty(given.comment)) {
			throw beyondRoute(this, commentProperty.displayName, 'Use Comment → Create.');
		}
		return options;
	};
}

/**
 * Comments on records that have been changed (`POST /<kind>/<id>/comment`), each by itself. What becomes of a comment is
 * what becomes of its unit.
 * @param verb what was done to them, in the past tense
 * @param comments by unit; units of the same record and text share a comment
 */
export async function addComments(context: IExecuteFunctions, kind: RecordKind, verb: string, comments: ReadonlyMap<Unit, string>): Promise<void> {
	const progress = new Progress(context.logger, comments.size, `${kind.many} commented on`);
	const sender = new ChunkSender(context.getNode(), settingsOf(context, 0).concurrency, (count) => progress.advance(count));
	const byComment = new Map<string, Unit[]>();
	for (const [unit, message] of comments) {
		const name = JSON.stringify([unit.id, message]);
		byComment.set(name, [...(byComment.get(name) ?? []), unit]);
	}
	await sender.send(
		[...byComment].map(([name, [unit]]) => ({
			ids: [name],
			chunkSize: 1,
			send: async () => {
				if (!unit) return;
				const path = `${kind.path}/${encodeURIComponent(unit.id)}/comment`;
				try {
					await theHiveObject(context, { method: 'POST', path, body: { message: comments.get(unit) }, itemIndex: unit.itemIndex });
				} catch (thrown) {
					const error = requestError(context.getNode(), thrown, { method: 'POST', path, itemIndex: unit.itemIndex });
					if (error instanceof NodeApiError) error.message = `The ${kind.one} is ${verb}, but its comment failed: ${error.message}`;
					throw error;
				}
			},
		})),
	);
	for (const [name, units] of byComment) for (const unit of units) unit.outcome = sender.outcomes.get(name);
}
