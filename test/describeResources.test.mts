import { describe, expect, it } from 'vitest';
import { TheHive } from '../nodes/TheHive/TheHive.node';
import { resources } from '../nodes/TheHive/resources';

/** Properties that n8n shows for an operation, whatever else they depend on. */
const { properties } = new TheHive().description;

function shownFor(resource: string, operation: string): string[] {
	return properties
		.filter(({ name, displayOptions, isNodeSetting }) => name !== 'resource' && name !== 'operation' && !isNodeSetting && displayOptions !== undefined)
		.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource) && displayOptions.show.operation?.includes(operation))
		.map(({ name, displayName }) => `${name} (${displayName})`);
}

describe.each(resources)('$name', ({ value, operations }) => {
	it.each(operations.map((operation) => [operation.option.name, operation] as const))('%s shows its own form, in its order, and nothing of others', (_name, { option, fields }) => {
		expect(shownFor(value, option.value)).toEqual(fields.map(({ name, displayName }) => `${name} (${displayName})`));
	});
});
