import type {
	IAuthenticate,
	IAuthenticateRuleResponseCode,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { API_BASE_URL_EXPRESSION } from '../nodes/shared/instanceUrl';

const REDIRECTED = 'This address redirects to another one: put the one it redirects to into the URL';

function saying(value: number, message: string): IAuthenticateRuleResponseCode {
	return { type: 'responseCode', properties: { value, message } };
}

/** The header by which TheHive takes the organisation a request acts in. */
const ORGANISATION_HEADER = 'X-Organisation';

export class TheHive5Api implements ICredentialType {
	name = 'theHive5Api';

	displayName = 'TheHive 5 API';

	icon: Icon = { light: 'file:../icons/thehive.svg', dark: 'file:../icons/thehive.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-thehive/n8n-nodes-thehive#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://thehive.example.org',
			description:
				'Address of TheHive, as in the browser up to where its pages begin. A sub-path and a trailing slash are fine.',
		},
		{
			displayName: 'Sign In With',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'API Key', value: 'apiKey' },
				{ name: 'Login and Password', value: 'basicAuth' },
			],
			default: 'apiKey',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['apiKey'] } },
			description: 'Created in TheHive under the settings of the user. A service user suits a playbook best.',
		},
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. playbook@example.org',
			displayOptions: { show: { authentication: ['basicAuth'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['basicAuth'] } },
		},
		{
			displayName: 'Organisation',
			name: 'organisation',
			type: 'string',
			default: '',
			placeholder: 'e.g. soc',
			description:
				'Organisation to act in, by name or ID. Empty: the default organisation of the user. A node can choose another one.',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of the server cannot be verified',
		},
		{
			displayName: 'Certificate Authority',
			name: 'customCa',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. -----BEGIN CERTIFICATE-----',
			displayOptions: { show: { ignoreSslIssues: [false] } },
			description: 'Certificate (PEM) of the private authority that signed the certificate of the server. For this server it replaces the public authorities.',
		},
	];

	/**
	 * Signs a request in: authorization, organisation (unless the node chose one) and the TLS options.
	 * Redirects are not followed: they would turn a POST into a GET, buffer uploads and carry the key elsewhere.
	 * A function, because n8n evaluates the generic form with an engine that long-running triggers do not have.
	 */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const text = (name: string) => String(credentials[name] ?? '').trim();
		const authorization =
			credentials.authentication === 'basicAuth'
				? `Basic ${Buffer.from(`${text('login')}:${String(credentials.password ?? '')}`).toString('base64')}`
				: `Bearer ${text('apiKey')}`;
		const organisation = text('organisation');
		return {
			...requestOptions,
			disableFollowRedirect: true,
			headers: {
				...(organisation ? { [ORGANISATION_HEADER]: organisation } : {}),
				...requestOptions.headers,
				Authorization: authorization,
			},
			...(credentials.ignoreSslIssues === true ? { skipSslCertificateValidation: true } : {}),
			...(credentials.ignoreSslIssues !== true && text('customCa')
				? { agentOptions: { ca: text('customCa') } }
				: {}),
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: API_BASE_URL_EXPRESSION,
			url: '/user/current',
			skipSslCertificateValidation: '={{ $credentials.ignoreSslIssues }}',
		},
		rules: [
			saying(301, REDIRECTED),
			saying(302, REDIRECTED),
			saying(307, REDIRECTED),
			saying(308, REDIRECTED),
			saying(401, 'TheHive refused the sign-in: check the API key, or login and password, and whether the user is locked'),
			saying(402, 'The user signs in with a second factor: use an API key instead'),
			saying(403, 'The user is no member of this organisation: check the organisation, or leave it empty'),
			saying(404, 'There is no TheHive 5 at this address: check the URL, and the path in it if TheHive is served below one'),
		],
	};
}
