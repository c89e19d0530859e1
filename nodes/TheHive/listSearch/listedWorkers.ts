import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

/** Analyzers or responders as entries of a picker: those whose name or description has the text, by name. */
export function listedWorkers(workers: IDataObject[], filter?: string): INodeListSearchResult {
	const text = filter?.trim().toLowerCase() ?? '';
	return {
		results: workers
			.filter(({ name, description }) => `${String(name)} ${String(description)}`.toLowerCase().includes(text))
			.map(({ id, name }) => ({ name: String(name), value: String(id) }))
			.sort((a, b) => a.name.localeCompare(b.name)),
	};
}
