import { searchNamed } from './searchNamed';

/** Page templates by title or category. */
export const searchPageTemplates = searchNamed({
	list: 'listPageTemplate',
	label: 'pick-page-template',
	fields: ['title', 'category'],
	show: ({ title, category }) => `${String(title)} (${String(category)})`,
});
