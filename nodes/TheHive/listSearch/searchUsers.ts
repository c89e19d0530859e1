import { searchNamed } from './searchNamed';

/** Users by name, login or e-mail. */
export const searchUsers = searchNamed({
	list: 'listUser',
	label: 'pick-user',
	fields: ['name', 'login', 'email'],
	show: ({ name, login, locked }) => `${String(name)} (${String(login)})${locked === true ? ', locked' : ''}`,
});
