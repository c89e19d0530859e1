/**
 * Pieces of a file are buffers outside of V8's heap. V8 frees them in its cheap collection of young objects, which runs when
 * its space for these is nearly full. A transfer makes few objects, so its buffers reach V8's limit for memory outside of the
 * heap (64 MB) instead, at which V8 walks all of n8n's heap: dozens of times per gigabyte, and most of the time of the transfer.
 * Garbage on the heap, somewhat more than what passes beside it, makes the cheap collection come first.
 */

/** Entries of an array that lies on the heap among the young objects, and how many bytes of buffers it stands for. */
const ENTRIES = 4096;
const STANDS_FOR = 26_000;

/** The latest array, kept so that the engine cannot leave the making out. */
let latest = new Array<number>(ENTRIES);

let due = 0;

/**
 * To be told of the buffers of a transfer.
 * @param bytes outside of the heap
 */
export function buffered(bytes: number): void {
	for (due += bytes; due >= STANDS_FOR; due -= STANDS_FOR) latest = new Array<number>(latest.length);
}
