/** Names of severities and of the protocols' levels, as answers and `describe` show them (TLP 2.0). */
export const severityLabels: Readonly<Record<number, string>> = { 1: 'LOW', 2: 'MEDIUM', 3: 'HIGH', 4: 'CRITICAL' };
export const tlpLabels: Readonly<Record<number, string>> = {
	0: 'CLEAR',
	1: 'GREEN',
	2: 'AMBER',
	3: 'AMBER+STRICT',
	4: 'RED',
};
export const papLabels: Readonly<Record<number, string>> = { 0: 'CLEAR', 1: 'GREEN', 2: 'AMBER', 3: 'RED' };

export function label(labels: Readonly<Record<number, string>>, value: number): string {
	return labels[value] ?? String(value);
}
