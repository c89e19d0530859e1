/** Where a TheHive is and how to sign in. */
export interface TheHiveAccess {
	url: string;
	apiKey: string;
}

export interface AlertInTheHive {
	_id: string;
	title: string;
	type: string;
	source: string;
	sourceRef: string;
	severity: number;
	severityLabel: string;
	tags: string[];
	status: string;
	caseId?: string;
}

export interface CaseInTheHive {
	_id: string;
	number: number;
	title: string;
	severity: number;
	tags: string[];
}

export interface ObservableInTheHive {
	dataType: string;
	data?: string;
	tags: string[];
}

/** Reads TheHive without n8n, to see what a playbook really left there. */
export class TheHiveReader {
	readonly #access: TheHiveAccess;

	constructor(access: TheHiveAccess) {
		this.#access = access;
	}

	/** The alert with a source reference, if TheHive has it. */
	async alertBySourceRef(sourceRef: string): Promise<AlertInTheHive | undefined> {
		const [alert] = await this.#query<AlertInTheHive>([
			{ _name: 'listAlert' },
			{ _name: 'filter', _eq: { _field: 'sourceRef', _value: sourceRef } },
		]);
		return alert;
	}

	async observablesOfAlert(alertId: string): Promise<ObservableInTheHive[]> {
		return await this.#query([{ _name: 'getAlert', idOrName: alertId }, { _name: 'observables' }]);
	}

	async case(caseId: string): Promise<CaseInTheHive> {
		return await this.#request('GET', `case/${encodeURIComponent(caseId)}`);
	}

	async #query<Row>(steps: object[]): Promise<Row[]> {
		return await this.#request('POST', 'query', { query: steps });
	}

	/** The answer is taken for what TheHive's documentation says it is. */
	async #request<Answer>(method: string, path: string, body?: object): Promise<Answer> {
		const answer = await fetch(`${this.#access.url.replace(/\/+$/, '')}/api/v1/${path}`, {
			method,
			headers: { authorization: `Bearer ${this.#access.apiKey}`, 'content-type': 'application/json' },
			body: body === undefined ? null : JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`TheHive answered ${method} ${path} with ${answer.status}: ${await answer.text()}`);
		return (await answer.json()) as Answer;
	}
}
