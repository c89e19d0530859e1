import { notFound } from '../errors.mts';
import type { Attachment } from '../store/rows.mts';
import type { Work } from '../store/work.mts';
import { visible } from './access.mts';
import type { Sight } from './access.mts';

/** A file whose bytes are stored; `id` is their sha256 in hex. */
export interface StoredFile {
	/** Name of the multipart part it came in. */
	readonly field: string;
	readonly name: string;
	readonly contentType: string;
	/** bytes */
	readonly size: number;
	/** sha256, sha1, md5 [L] */
	readonly hashes: readonly string[];
	readonly id: string;
}

/** Makes an attachment of stored bytes. Each use of the same bytes is an entity of its own. */
export function attach(
	work: Work,
	parentId: string,
	role: Attachment['role'],
	file: Pick<StoredFile, 'name' | 'contentType' | 'size' | 'hashes' | 'id'>,
): Attachment {
	return work.put('attachment', {
		...work.stamp('attachment'),
		parentId,
		role,
		organisationId: work.organisationId,
		name: file.name,
		hashes: file.hashes,
		size: file.size,
		contentType: file.contentType,
		id: file.id,
		external: false,
	});
}

/**
 * A readable attachment by storage id (sha256), as JSON bodies refer to files.
 * @throws NotFoundError (404) also for an `_id` [L]
 */
export function storedFile(sight: Sight, fileId: string): Attachment {
	const found = sight.store.table('attachment').by('file', fileId).find((row) => visible(sight, row));
	if (found === undefined) throw notFound('Attachment', fileId);
	return found;
}
