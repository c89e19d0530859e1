import { searchNamed } from './searchNamed';

/** Users by name, login or e-mail; gives the login, by which TheHive assigns. */
export const searchAssignees = searchNamed({
	list: 'listUser',
	label: 'pick-assignee',
	fields: ['name', 'login', 'email'],
	show: ({ name, login, locked }) => `${String(name)} (${String(login)})${locked === true ? ', locked' : ''}`,
	value: ({ login }) => String(login),
});
