import type { IDataObject } from 'n8n-workflow';

/** TheHive keeps an organisation's free tags in a namespace of its own. */
const FREE_TAGS = '_freetags_';

/** A tag as alerts and cases carry it: `phishing`, or of a taxonomy `tlp:amber`, `misp:confidence="high"`. */
export function tagText({ namespace, predicate, value }: IDataObject): string {
	const text = value === undefined || value === null ? String(predicate) : `${String(predicate)}="${String(value)}"`;
	return String(namespace).startsWith(FREE_TAGS) ? text : `${String(namespace)}:${text}`;
}
