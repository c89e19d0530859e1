import { presetField } from '../../../shared/filter/presets';
import { countOperation } from '../../../shared/query/countOperation';

export const countCases = countOperation({ plural: 'cases', entity: 'case', start: () => [{ _name: 'listCase' }], fields: [presetField('case')] });
