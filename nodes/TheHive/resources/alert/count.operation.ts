import { presetField } from '../../../shared/filter/presets';
import { countOperation } from '../../../shared/query/countOperation';

export const countAlerts = countOperation({ plural: 'alerts', entity: 'alert', start: () => [{ _name: 'listAlert' }], fields: [presetField('alert')] });
