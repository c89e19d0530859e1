import type { IExecuteFunctions } from 'n8n-workflow';
import { fieldError } from '../../../shared/fieldError';
import { LONG_TEXT } from '../../../shared/fields/record';

/**
 * The content of a page with a paragraph more.
 * @param field label of the field that the paragraph comes from
 * @throws NodeOperationError when the whole becomes longer than TheHive takes
 */
export function contentWith(context: IExecuteFunctions, itemIndex: number, field: string, content: unknown, append: string): string {
	const before = typeof content === 'string' ? content.trimEnd() : '';
	const whole = before === '' ? append : `${before}\n\n${append}`;
	if (whole.length <= LONG_TEXT) return whole;
	throw fieldError(context.getNode(), itemIndex, field, `makes the page ${whole.length} characters long, TheHive takes at most ${LONG_TEXT}`);
}
