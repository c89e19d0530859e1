import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { uploadName } from './fileName';
import { buffered } from './youngGarbage';

/** Most and fewest bytes to read from n8n's storage at a time: large chunks cost fewer turns of the event loop, but memory. */
const LARGEST_CHUNK = 1024 * 1024;
const SMALLEST_CHUNK = 16 * 1024;

/** A file as n8n keeps it: with an id in its storage, or else as base64 text in the item. */
type Storage = Pick<IExecuteFunctions['helpers'], 'getBinaryMetadata' | 'getBinaryStream'>;

type Bytes = Uint8Array<ArrayBuffer>;

/** One try's way through the file. */
interface Reading {
	chunks?: AsyncIterator<Bytes, unknown>;
	/** Whether nobody wants more of it. */
	isOver: boolean;
}

async function* inOnePiece(bytes: Bytes) {
	yield bytes;
}

/**
 * A file of an input item that is read from n8n's storage only while it is sent, piece by piece, and again for every try.
 * Of what a File can do only its name, type, size and `stream()` are used (n8n's HTTP helper needs no more to send a form).
 */
export class StoredFile extends File {
	/** Binary field of the item it came in. */
	readonly field: string;

	/** Why it could not be read to its end, once that has happened. */
	problem?: string;

	private readonly open: () => Promise<AsyncIterable<Bytes>>;

	private reading?: Reading;

	private constructor(field: string, binary: IBinaryData, bytes: number, open: StoredFile['open']) {
		const fallback = binary.fileExtension ? `${field}.${binary.fileExtension}` : field;
		super([], uploadName(binary.fileName, fallback), { type: binary.mimeType });
		this.field = field;
		Object.defineProperty(this, 'size', { value: bytes });
		this.open = open;
	}

	/**
	 * @param field name of the binary field
	 * @throws Error when n8n's storage has lost the file
	 */
	static async of(storage: Storage, field: string, binary: IBinaryData): Promise<StoredFile> {
		const { id, data } = binary;
		if (!id) {
			return new StoredFile(field, binary, Buffer.byteLength(data, 'base64'), async () => inOnePiece(Buffer.from(data, 'base64')));
		}
		const { fileSize } = await storage.getBinaryMetadata(id);
		const chunk = Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, fileSize));
		return new StoredFile(field, binary, fileSize, async () => await storage.getBinaryStream(id, chunk));
	}

	override stream(): ReadableStream<Bytes> {
		let left = this.size;
		const reading: Reading = { isOver: false };
		this.reading = reading;
		const pull = async (controller: ReadableStreamDefaultController<Bytes>) => {
			try {
				if (!reading.chunks) {
					const opened = await this.open();
					reading.chunks = opened[Symbol.asyncIterator]();
				}
				// also of a reading that was over while its file was being opened: only an iterator that has begun closes what it reads
				const { done, value } = await reading.chunks.next();
				if (reading.isOver) return await this.release(reading);
				left -= done ? 0 : value.length;
				// the length was announced: what is missing would be waited for, what is too much would be taken for a request
				if (left < 0 || (done && left > 0)) throw new RangeError(`its length is not the ${this.size} bytes that n8n noted`);
				if (done) controller.close();
				else {
					buffered(value.length);
					controller.enqueue(value);
				}
			} catch (error) {
				this.problem = error instanceof Error ? error.message : String(error);
				controller.error(error);
			}
		};
		return new ReadableStream({ pull, cancel: async () => await this.release(reading) }, { highWaterMark: 0 });
	}

	/** Closes what a try has left open. */
	async release(reading = this.reading): Promise<void> {
		if (!reading) return;
		reading.isOver = true;
		await reading.chunks?.return?.();
	}
}
