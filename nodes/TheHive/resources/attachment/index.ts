import type { Resource } from '../../../shared/operation';
import { addAttachments } from './add.operation';
import { deleteAttachment } from './delete.operation';
import { downloadOneAttachment } from './download.operation';
import { downloadAllAttachments } from './downloadAll.operation';
import { getManyAttachments } from './getMany.operation';
import { setAttachmentExternal } from './setExternal.operation';

export const attachment: Resource = {
	name: 'Attachment',
	value: 'attachment',
	operations: [addAttachments, deleteAttachment, downloadOneAttachment, downloadAllAttachments, getManyAttachments, setAttachmentExternal],
	startsWith: getManyAttachments,
};
