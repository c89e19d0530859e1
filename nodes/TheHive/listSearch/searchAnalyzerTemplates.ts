import { searchNamed } from './searchNamed';

/** Analyzer templates, by the name of their analyzer. */
export const searchAnalyzerTemplates = searchNamed({
	list: 'listAnalyzerTemplate',
	label: 'pick-analyzer-template',
	fields: ['analyzerId'],
	value: ({ id, _id }) => String(_id ?? id),
});
