import { searchNamed } from './searchNamed';

/** Functions by name; the picker gives the name, by which functions are invoked. */
export const searchFunctionNames = searchNamed({
	list: 'listFunction',
	label: 'pick-function-name',
	fields: ['name'],
	value: ({ name }) => String(name),
});
