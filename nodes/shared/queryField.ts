import type { IExecuteSingleFunctions, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { converted } from './body';
import type { Converter } from './values';

/**
 * A form field of a routed operation whose value goes into the query string under `key`. Empty values are left out,
 * unless the field is required: then they are refused.
 * @param convert turns the form's value into TheHive's; see values.ts
 */
export function queryField(key: string, property: INodeProperties, convert: Converter): INodeProperties {
	const toTheHive = async function (this: IExecuteSingleFunctions, options: IHttpRequestOptions) {
		const { [key]: given, ...others } = options.qs ?? {};
		const value = converted(this.getNode(), this.getItemIndex(), property, convert, given);
		options.qs = value === undefined ? others : { ...others, [key]: String(value) };
		return options;
	};
	return { ...property, routing: { send: { type: 'query', property: key, propertyInDotNotation: false, preSend: [toTheHive] } } };
}
