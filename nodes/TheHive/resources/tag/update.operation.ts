import { readBack } from '../../../shared/answers';
import { bodyField } from '../../../shared/body';
import { clearFieldsField, sendUpdate } from '../../../shared/clearFields';
import { UnfitValue } from '../../../shared/fieldError';
import { updateFields } from '../../../shared/fields/collections';
import { descriptionField } from '../../../shared/fields/record';
import { textField } from '../../../shared/fields/typed';
import { tagLocator } from '../../../shared/locators';
import type { Operation } from '../../../shared/operation';
import { asText } from '../../../shared/values';

const COLOUR = /^#[0-9a-f]{6}$/i;

export const updateTag: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update tag',
		description: 'Rename a tag everywhere it is used, or change its colour or description',
		routing: {
			request: { method: 'PATCH', url: '/tag/{tagId}' },
			send: { preSend: [sendUpdate] },
			output: { postReceive: [readBack('/tag/{tagId}')] },
		},
	},
	fields: [
		tagLocator,
		updateFields('tagUpdateFields', [
			bodyField('colour', { displayName: 'Colour', name: 'colour', type: 'color', default: '#000000', description: 'Colour of the tag, as #RRGGBB' }, (value) => {
				const colour = asText(value);
				if (typeof colour === 'string' && !COLOUR.test(colour)) throw new UnfitValue(`is '${colour}', which is no colour such as #d73a4a`);
				return colour;
			}),
			clearFieldsField({ Description: 'description' }),
			descriptionField,
			textField('predicate', 128, { displayName: 'Text', placeholder: 'e.g. phishing', description: 'New text of the tag' }),
		]),
	],
};
