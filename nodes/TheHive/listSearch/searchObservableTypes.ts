import { searchNamed } from './searchNamed';

/** Observable types by name. */
export const searchObservableTypes = searchNamed({
	list: 'listObservableType',
	label: 'pick-observable-type',
	fields: ['name'],
	show: ({ name, isAttachment }) => (isAttachment === true ? `${String(name)} (file)` : String(name)),
});
