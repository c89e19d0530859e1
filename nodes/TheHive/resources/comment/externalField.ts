import { switchField } from '../../../shared/fields/typed';

/** The flag of a comment that the customer portal shows (`InputComment.external`). */
export const externalField = switchField('external', {
	displayName: 'External',
	description: 'Whether people outside the organisation may read it, in the portal of TheHive 5.6 and later',
});
