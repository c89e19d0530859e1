import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameFromDisposition, safeFileName, uploadName } from '../../nodes/shared/files/fileName';

describe('a safe file name', () => {
	it.each([
		['report.pdf', 'report.pdf'],
		['say "hello".txt', 'say _hello_.txt'],
		['a/b\\c.txt', 'a_b_c.txt'],
		['../../etc/passwd', '_.._etc_passwd'],
		['..', 'file'],
		['.', 'file'],
		['', 'file'],
		['   ', 'file'],
		[undefined, 'file'],
		['/', '_'],
		['.bashrc', 'bashrc'],
		['name.', 'name'],
		['C:\\Windows\\system32\\cmd.exe', 'C__Windows_system32_cmd.exe'],
		['CON', '_CON'],
		['nul.txt', '_nul.txt'],
		['💀 Ärger 文書.docx', '💀 Ärger 文書.docx'],
		['invoice\u202Egpj.exe', 'invoicegpj.exe'],
		['a\u200Fb\u061Cc.txt', 'abc.txt'],
		['line\r\nbreak\0.txt', 'linebreak.txt'],
		['half \uD83D emoji', 'half _ emoji'],
	])('%j becomes %j', (name, safe) => {
		expect(safeFileName(name)).toBe(safe);
	});

	it('takes the given name for one without anything usable', () => {
		expect(safeFileName('..', '~4104')).toBe('~4104');
	});

	it('is cut to 255 bytes, its ending and whole characters kept', () => {
		expect(safeFileName(`${'a'.repeat(300)}.tar.gz`)).toBe(`${'a'.repeat(252)}.gz`);
		const emoji = safeFileName(`${'💀'.repeat(100)}.zip`);
		expect(emoji).toBe(`${'💀'.repeat(62)}.zip`);
		expect(Buffer.byteLength(safeFileName(`x.${'y'.repeat(400)}`))).toBe(255);
	});

	it('names no folder and is no longer than a file system takes, whatever comes', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
				const safe = safeFileName(name);
				expect(safe).not.toBe('');
				expect(path.posix.basename(safe)).toBe(safe);
				expect(path.win32.basename(safe)).toBe(safe);
				expect(['.', '..']).not.toContain(safe);
				expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
				expect(safe).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
				expect(safe).not.toMatch(/\p{Surrogate}/u);
			}),
		);
	});
});

describe('the name in a Content-Disposition header', () => {
	it.each([
		['attachment; filename="plain.txt"', 'plain.txt'],
		['attachment; filename=token.txt', 'token.txt'],
		['attachment;filename="with \\"quotes\\" and ; semicolon.txt"; size=1', 'with "quotes" and ; semicolon.txt'],
		[`attachment; filename="_.txt"; filename*=UTF-8''%F0%9F%92%80%20na%C3%AFve.txt`, '💀 naïve.txt'],
		[`attachment; filename*=utf-8'de'%C3%84rger.txt; filename="x"`, 'Ärger.txt'],
		[`attachment; filename*=ISO-8859-1''%C4rger.txt`, 'Ärger.txt'],
		['inline; FILENAME="upper.txt"', 'upper.txt'],
		[`attachment; filename="${Buffer.from('Ärger 文.txt').toString('latin1')}"`, 'Ärger 文.txt'],
		[`attachment; filename="${Buffer.from('Ärger.txt', 'latin1').toString('latin1')}"`, 'Ärger.txt'],
		['attachment; filename=""', ''],
		[`attachment; filename*=garbage; filename="kept.txt"`, 'kept.txt'],
		[`attachment; filename*=UTF-8''; filename="kept.txt"`, 'kept.txt'],
		['attachment', undefined],
		['', undefined],
		[undefined, undefined],
		[['attachment; filename="a"'], undefined],
	])('of %j is %j', (header, name) => {
		expect(nameFromDisposition(header)).toBe(name);
	});

	it('is read in linear time', () => {
		const start = performance.now();
		nameFromDisposition(`attachment; filename="${'\\'.repeat(50_000)}`);
		nameFromDisposition(`;${' '.repeat(50_000)}x`);
		expect(performance.now() - start).toBeLessThan(500);
	});
});

describe('the name of an upload', () => {
	it.each([
		['mail.eml', 'mail.eml'],
		['/tmp/../x/mail.eml', 'mail.eml'],
		['C:\\Users\\me\\mail.eml', 'mail.eml'],
		['folder/', 'folder'],
		['a"b\r\n.txt', 'a"b.txt'],
		['', 'data'],
		['///', 'data'],
		['..', 'data'],
		[undefined, 'data'],
	])('%j is %j', (name, sent) => {
		expect(uploadName(name, 'data')).toBe(sent);
	});
});
