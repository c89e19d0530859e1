import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { fieldError, fitting } from '../../../shared/fieldError';
import { textUpTo } from '../../../shared/values';

/** Password of a case archive (OpenAPI: `password`, 1 to 512 characters). */
export const archivePasswordField: INodeProperties = {
	displayName: 'Password',
	name: 'archivePassword',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
};

/** @throws NodeOperationError when there is none; it never tells the password */
export function archivePassword(context: IExecuteFunctions, itemIndex: number): string {
	const { name, displayName } = archivePasswordField;
	const password = fitting(() => textUpTo(512)(context.getNodeParameter(name, itemIndex, '')));
	if (!password.ok || typeof password.value !== 'string') {
		throw fieldError(context.getNode(), itemIndex, displayName, password.ok ? 'is empty' : 'needs text of at most 512 characters');
	}
	return password.value;
}
