export const caseSensitiveWords = {
	displayName: 'Is Case-Sensitive',
	description: 'Whether values that differ in upper and lower case only are different observables (TheHive 5.7 and later)',
};
