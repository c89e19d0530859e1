/**
 * Pieces of a file are buffers outside of V8's heap. V8 frees them in its cheap collection of young objects, which runs when
 * its space for these is nearly full. A transfer makes few objects, so its buffers reach V8's limit for memory outside of the
 * heap (64 MB) instead, at which V8 walks all of n8n's heap: dozens of times per gigabyte, and most of the time of the transfer.
 * Garbage on the heap, somewhat more than what passes beside it, makes the cheap collection come first.
 */

/** Lies on the heap among the young objects when it is copied, and how many bytes of buffers a copy stands for. */
const TEMPLATE = new Array<number>(4096).fill(0);
const STANDS_FOR = 26_000;

let due = 0;

/**
 * To be told of the buffers of a transfer. The garbage is a copy because the engine cannot leave the making of it out; it is
 * kept nowhere, because what is stored while V8 marks the heap counts as in use until that is over (100 MB were seen).
 * @param bytes outside of the heap
 */
export function buffered(bytes: number): void {
	for (due += bytes; due >= STANDS_FOR; due -= STANDS_FOR) TEMPLATE.slice();
}
