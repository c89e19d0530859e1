import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readObservable, readObservables, refanged } from '../../nodes/shared/observableData/readObservable';

/** Text as people paste it → TheHive's type and, where it differs, the value that is stored. */
type Case = [text: string, dataType: string, data?: string];

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SHA512 = MD5.repeat(4);

const CASES: Record<string, Case[]> = {
	'IPv4 addresses': [
		['203.0.113.7', 'ip'],
		['0.0.0.0', 'ip'],
		['255.255.255.255', 'ip'],
		['  198.51.100.23\t', 'ip', '198.51.100.23'],
		['256.1.1.1', 'other'],
		['1.2.3', 'other'],
		['1.2.3.4.5', 'other'],
		['010.1.2.3', 'other'],
		['203.0.113.7:8080', 'url'],
		['203[.]0[.]113[.]7', 'ip', '203.0.113.7'],
		['203.0.113[.7', 'ip', '203.0.113.7'],
		['203.0.113.]7', 'ip', '203.0.113.7'],
		['203(.)0(.)113(.)7', 'ip', '203.0.113.7'],
		['203{.}0{.}113{.}7', 'ip', '203.0.113.7'],
		['203\\.0\\.113\\.7', 'ip', '203.0.113.7'],
		['203 dot 0 dot 113 dot 7', 'ip', '203.0.113.7'],
		['203[dot]0[dot]113[dot]7', 'ip', '203.0.113.7'],
		['203。0。113。7', 'ip', '203.0.113.7'],
		['203.0.113.7,', 'ip', '203.0.113.7'],
		['"203.0.113.7"', 'ip', '203.0.113.7'],
		['`203.0.113.7`.', 'ip', '203.0.113.7'],
		['- 203.0.113.7', 'ip', '203.0.113.7'],
		['3. 203.0.113.7', 'ip', '203.0.113.7'],
		['(203.0.113.7)', 'ip', '203.0.113.7'],
	],
	'networks': [
		['10.0.0.0/8', 'ip'],
		['203.0.113.0/32', 'ip'],
		['10.0.0.0/33', 'url'],
		['2001:db8::/32', 'ip'],
		['2001:db8::/129', 'other'],
		['10[.]0[.]0[.]0/8', 'ip', '10.0.0.0/8'],
	],
	'IPv6 addresses': [
		['2001:0db8:0000:0000:0000:ff00:0042:8329', 'ip'],
		['2001:db8::ff00:42:8329', 'ip'],
		['::1', 'ip'],
		['::', 'ip'],
		['2001:db8::', 'ip'],
		['FE80::1', 'ip'],
		['fe80::1%eth0', 'ip'],
		['fe80::1%25', 'ip'],
		['::ffff:192.0.2.128', 'ip'],
		['64:ff9b::192.0.2.33', 'ip'],
		['1:2:3:4:5:6:192.0.2.1', 'ip'],
		['192.0.2.1::5', 'other'],
		['192.0.2.1:', 'ip', '192.0.2.1'],
		['[2001:db8::1]', 'ip', '2001:db8::1'],
		['[2001:db8::1]:443', 'url'],
		['[2001:db8::1]/admin', 'url'],
		['2001:db8[:]:1', 'ip', '2001:db8::1'],
		['2001[:]db8[::]1', 'ip', '2001:db8::1'],
		['1:2:3:4:5:6:7', 'other'],
		['1:2:3:4:5:6:7:8:9', 'other'],
		['1::2::3', 'other'],
		['12345::1', 'other'],
		['g::1', 'other'],
		['12:30:45', 'other'],
		['00:1a:2b:3c:4d:5e', 'other'],
	],
	'domains': [
		['example.com', 'domain'],
		['EXAMPLE.COM', 'domain'],
		['example.com.', 'domain', 'example.com'],
		['example.co.uk', 'domain'],
		['example.com.au', 'domain'],
		['xn--mnchen-3ya.de', 'domain'],
		['münchen.de', 'domain'],
		['пример.рф', 'domain'],
		['例え.jp', 'domain'],
		['xn--e1afmkfd.xn--p1ai', 'domain'],
		['उदाहरण.भारत', 'domain'],
		['evil[.]com', 'domain', 'evil.com'],
		['evil[dot]com', 'domain', 'evil.com'],
		['evil(dot)com', 'domain', 'evil.com'],
		['evil {dot} com', 'domain', 'evil.com'],
		['evil dot com', 'domain', 'evil.com'],
		['evil [.] com', 'domain', 'evil.com'],
		['evil\\.com', 'domain', 'evil.com'],
		['evil[.com', 'domain', 'evil.com'],
		['transfer[.]sh', 'domain', 'transfer.sh'],
		['evil．com', 'domain', 'evil.com'],
		['**evil.com**', 'domain', 'evil.com'],
		['[evil.com](https://evil.com)', 'url', 'https://evil.com'],
		['evil.com;', 'domain', 'evil.com'],
		['«evil.com»', 'domain', 'evil.com'],
		['-evil.com', 'other'],
		['evil-.com', 'other'],
		[`${'a'.repeat(64)}.com`, 'other'],
		['example.123', 'other'],
	],
	'names with more labels': [
		['www.example.com', 'fqdn'],
		['mail.example.co.uk', 'fqdn'],
		['_dmarc.example.com', 'fqdn'],
		['_sip._tcp.example.com', 'fqdn'],
		['srv01.corp.local', 'fqdn'],
		['a.b.c.d.example.org', 'fqdn'],
		['www.münchen.de', 'fqdn'],
		['xn--80ak6aa92e.xn--p1ai.com', 'fqdn'],
		['www[.]evil[.]com', 'fqdn', 'www.evil.com'],
		['login dot evil dot com', 'fqdn', 'login.evil.com'],
		['<www.evil.com>', 'fqdn', 'www.evil.com'],
	],
	'host names': [
		['DESKTOP-7A3F2B1', 'hostname'],
		['srv-db-3', 'hostname'],
		['localhost', 'hostname'],
		['CVE-2024-3094', 'other'],
		['MS17-010', 'other'],
		['hello', 'other'],
	],
	'URLs': [
		['https://example.com', 'url'],
		['http://example.com/a/b?c=d#e', 'url'],
		['HTTPS://EXAMPLE.COM/', 'url'],
		['ftp://ftp.example.com/pub/x.zip', 'url'],
		['ldap://203.0.113.7:1389/a', 'url'],
		['smb://server/share', 'url'],
		['tcp://203.0.113.7:4444', 'url'],
		['file:///C:/Windows/win.ini', 'url'],
		['http://[2001:db8::1]:8080/x', 'url'],
		['http://user:secret@example.com/', 'url'],
		['https://example.com/@user', 'url'],
		['https://example.com/?mail=a@b.example', 'url'],
		['http://localhost:3000', 'url'],
		['http://münchen.de/straße', 'url'],
		['https://xn--mnchen-3ya.de/', 'url'],
		['example.com/login.php', 'url'],
		['example.com:8443', 'url'],
		['example.com?x=1', 'url'],
		['203.0.113.7/x.sh', 'url'],
		['hxxp://evil.com/x', 'url', 'http://evil.com/x'],
		['hXXps://evil[.]com', 'url', 'https://evil.com'],
		['hxxps[:]//evil[.]com/a', 'url', 'https://evil.com/a'],
		['hxxp[://]evil[.]com', 'url', 'http://evil.com'],
		['hxxp(:)//evil(.)com', 'url', 'http://evil.com'],
		['h**p://evil.com', 'url', 'http://evil.com'],
		['hxtp://evil.com', 'url', 'http://evil.com'],
		['h[tt]p://evil.com', 'url', 'http://evil.com'],
		['[http]://evil.com', 'url', 'http://evil.com'],
		['meow://evil.com', 'url', 'http://evil.com'],
		['fxp://evil.com', 'url', 'ftp://evil.com'],
		['fxps://evil.com', 'url', 'ftps://evil.com'],
		['http:[//]evil.com', 'url', 'http://evil.com'],
		['http:\\\\evil.com\\', 'url', 'http://evil.com\\'],
		['hxxp://evil[.]com[/]a', 'url', 'http://evil.com/a'],
		['hxxp://evil[.]com[:]8080/a', 'url', 'http://evil.com:8080/a'],
		['hxxp://user[at]evil[.]com/a', 'url', 'http://user@evil.com/a'],
		['http://evil.com/?q=a(at)b', 'url'],
		['evil[.]com/login', 'url', 'evil.com/login'],
		['https://example.com/a.', 'url', 'https://example.com/a'],
		['https://example.com/a),', 'url', 'https://example.com/a'],
		['https://en.example.org/wiki/A_(b)', 'url'],
		['(https://example.com/a)', 'url', 'https://example.com/a'],
		['<https://example.com/a>', 'url', 'https://example.com/a'],
		['"https://example.com/a"', 'url', 'https://example.com/a'],
		["'https://example.com/a',", 'url', 'https://example.com/a'],
		['[link](https://example.com/a)', 'url', 'https://example.com/a'],
		['[link](<https://example.com/a> "title")', 'url', 'https://example.com/a'],
		['* https://example.com/a', 'url', 'https://example.com/a'],
		['https://', 'other'],
		['http://a b', 'other'],
		['https://example.com/\u200b', 'url', 'https://example.com/'],
	],
	'mail addresses': [
		['user@example.com', 'mail'],
		['first.last+tag@mail.example.co.uk', 'mail'],
		['юзер@пример.рф', 'mail'],
		['user@xn--mnchen-3ya.de', 'mail'],
		['user@[192.0.2.1]', 'mail'],
		['user@[IPv6:2001:db8::1]', 'mail'],
		['"odd name"@example.com', 'mail'],
		['user[at]example.com', 'mail', 'user@example.com'],
		['user[@]example[.]com', 'mail', 'user@example.com'],
		['user(at)example(dot)com', 'mail', 'user@example.com'],
		['user at example dot com', 'mail', 'user@example.com'],
		['user {at} example {dot} com', 'mail', 'user@example.com'],
		['mailto:user@example.com', 'mail', 'user@example.com'],
		['<user@example.com>', 'mail', 'user@example.com'],
		['Some Body <user@example.com>', 'mail', 'user@example.com'],
		['user@example.com.', 'mail', 'user@example.com'],
		['user@localhost', 'other'],
		['@example.com', 'other'],
		['user@', 'other'],
		['a@b@example.com', 'other'],
	],
	'hashes': [
		[MD5, 'hash'],
		[MD5.toUpperCase(), 'hash'],
		[SHA1, 'hash'],
		[SHA256, 'hash'],
		[SHA512, 'hash'],
		[`"${SHA256}"`, 'hash', SHA256],
		[`MD5: ${MD5}`, 'hash', MD5],
		[`sha256:${SHA256}`, 'hash', SHA256],
		[`SHA-1=${SHA1}`, 'hash', SHA1],
		[`${MD5},`, 'hash', MD5],
		[MD5.slice(1), 'other'],
		[`${MD5.slice(1)}g`, 'other'],
		[`${MD5} evil.exe`, 'filename'],
	],
	'file names and paths': [
		['invoice.pdf', 'filename'],
		['Invoice 2026-01.docm', 'filename'],
		['invoice.pdf.exe', 'filename'],
		['archive.zip', 'filename'],
		['install.sh', 'filename'],
		['kernel32.dll', 'filename'],
		['C:\\Windows\\System32\\cmd.exe', 'filename'],
		['c:/Users/me/x.ps1', 'filename'],
		['"C:\\Program Files\\a b\\c.exe"', 'filename', 'C:\\Program Files\\a b\\c.exe'],
		['C:\\.ssh\\id_rsa', 'filename'],
		['%APPDATA%\\x\\y.exe', 'filename'],
		['$env:TEMP\\y.exe', 'filename'],
		['\\\\fileserver\\share\\x.docx', 'filename'],
		['\\\\?\\C:\\very\\long', 'filename'],
		['\\\\.\\pipe\\evil', 'filename'],
		['\\Device\\HarddiskVolume2\\x.sys', 'filename'],
		['Temp\\evil.exe', 'filename'],
		['/etc/passwd', 'filename'],
		['/tmp/.x', 'filename'],
		['/Users/me/Library/LaunchAgents/x.plist', 'filename'],
		['~/.ssh/authorized_keys', 'filename'],
		['./run.sh', 'filename'],
		['/proc/self/exe', 'filename'],
		['CORP\\jdoe', 'other'],
	],
	'paths of web addresses': [
		['/wp-login.php', 'uri_path'],
		['/index.php?id=1%27', 'uri_path'],
		['/cgi-bin/../../etc/passwd', 'uri_path'],
	],
	'registry keys': [
		['HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', 'registry'],
		['HKLM\\SYSTEM\\CurrentControlSet\\Services\\evil', 'registry'],
		['HKCU:\\Software\\Evil', 'registry'],
		['hkcu\\software\\evil', 'registry'],
		['Registry::HKEY_USERS\\S-1-5-21', 'registry'],
		['Computer\\HKEY_CURRENT_USER\\Run', 'registry'],
		['\\REGISTRY\\MACHINE\\SOFTWARE', 'registry'],
		['"HKLM\\Software\\A B"', 'registry', 'HKLM\\Software\\A B'],
	],
	'user agents': [
		['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36', 'user-agent'],
		['Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)', 'user-agent'],
		['curl/8.5.0', 'user-agent'],
		['python-requests/2.31.0', 'user-agent'],
		['Go-http-client/1.1', 'user-agent'],
		['EvilBot/0.1 (+http://evil.example)', 'user-agent'],
		['"curl/8.5.0"', 'user-agent', 'curl/8.5.0'],
	],
	'autonomous systems': [
		['AS13335', 'autonomous-system'],
		['as64512', 'autonomous-system'],
		['ASN 13335', 'autonomous-system'],
		['AS4294967296', 'other'],
		['13335', 'other'],
	],
	'anything else': [
		['', 'other'],
		['hello world', 'other'],
		['Is this it?', 'other'],
		['a -> b.', 'other'],
		['(one) and (two)', 'other'],
		['"quoted words"', 'other'],
		['{"json": true}', 'other'],
		['пароль', 'other'],
		['bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh', 'other'],
		['x'.repeat(5000), 'other'],
	],
};

describe.each(Object.entries(CASES))('%s', (_kind, cases) => {
	it.each(cases)('%s is %s', (text, dataType, data = text) => {
		expect(readObservable(text)).toEqual({ data, dataType });
	});
});

it('has at least 150 cases', () => {
	expect(Object.values(CASES).flat().length).toBeGreaterThanOrEqual(150);
});

it('leaves the text as it is where refanging is off', () => {
	expect(readObservable(' hxxp://evil[.]com ', false)).toEqual({ data: 'hxxp://evil[.]com', dataType: 'url' });
	expect(readObservable('evil[.]com', false)).toEqual({ data: 'evil[.]com', dataType: 'other' });
	expect(readObservable('example.com.', false)).toEqual({ data: 'example.com.', dataType: 'other' });
});

describe('several values in one line', () => {
	it.each([
		['203.0.113.7, evil[.]example; user[at]a.example', ['203.0.113.7', 'evil.example', 'user@a.example']],
		['203.0.113.7 203.0.113.8', ['203.0.113.7', '203.0.113.8']],
		['"a.example" | "b.example"', ['a.example', 'b.example']],
		['evil [.] example', ['evil.example']],
		['evil dot example', ['evil.example']],
		['http://a.example/?x=1,2', ['http://a.example/?x=1,2']],
		['seen at 203.0.113.7', ['seen at 203.0.113.7']],
		['C:\\a b\\c.exe', ['C:\\a b\\c.exe']],
		['', ['']],
	])('%s', (text, values) => {
		expect(readObservables(text).map(({ data }) => data)).toEqual(values);
	});

	it('is one value where refanging is off', () => {
		expect(readObservables('a.example, b.example', false)).toEqual([{ data: 'a.example, b.example', dataType: 'other' }]);
	});
});

/** Text made of what indicators are made of, so that the rules have something to bite on. */
const pieces = fc.constantFrom('hxxp', 'http', '://', '[:]', '[.]', '(.)', '{.}', '.', ' dot ', '[dot]', '[at]', '@', '@ ', '\\.', '\\', '/', ':', '[', ']', '(', ')', '<', '>', '"', '`', '*', '- ', '1. ', 'mailto:', 'md5:', 'evil', 'com', '203', '7', '::', 'a b', ',', '…', '。', '\u200b', ' ');
const pasted = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')));

describe('for any text', () => {
	it('detection gives a type and a value, and never throws', () => {
		fc.assert(
			fc.property(pasted, fc.boolean(), (text, refang) => {
				const { data, dataType } = readObservable(text, refang);
				expect(dataType).not.toBe('');
				expect(data.length).toBeLessThanOrEqual(text.length + 1);
			}),
			{ numRuns: 2000 },
		);
	});

	it('refanging what is refanged changes nothing', () => {
		fc.assert(
			fc.property(pasted, (text) => {
				const once = refanged(text);
				expect(refanged(once)).toBe(once);
			}),
			{ numRuns: 5000 },
		);
	});

	it('only indicators are rewritten: of other text nothing is lost but blanks around it', () => {
		fc.assert(
			fc.property(pasted, (text) => {
				const { data, dataType } = readObservable(text);
				if (dataType === 'other') expect(data).toBe(text.trim());
			}),
			{ numRuns: 2000 },
		);
	});

	it('a long hostile text is read in time', () => {
		for (const part of [' ', '[', '(.', 'a.', ' dot ', '<', '"', ':', '\\']) {
			const started = Date.now();
			readObservable(part.repeat(4096 / part.length));
			expect(Date.now() - started).toBeLessThan(2000);
		}
	});
});

const name = fc.domain().filter((domain) => !domain.startsWith('xn--') && readObservable(domain).dataType !== 'filename');
const indicators = fc.oneof(
	fc.ipV4(),
	name,
	fc.tuple(fc.stringMatching(/^[a-z][a-z\d]{0,8}$/), name).map(([user, domain]) => `${user}@${domain}`),
	fc.tuple(fc.constantFrom('http', 'https', 'ftp'), name, fc.stringMatching(/^[a-z\d/]{0,12}$/)).map(([scheme, domain, path]) => `${scheme}://${domain}/${path}`),
);

/** Ways in which reports write an indicator so that it cannot be followed. */
const DEFANGINGS: ReadonlyArray<(text: string) => string> = [
	(text) => text.replaceAll('.', '[.]'),
	(text) => text.replaceAll('.', '(.)'),
	(text) => text.replaceAll('.', '{.}'),
	(text) => text.replaceAll('.', '[dot]'),
	(text) => text.replaceAll('.', ' dot '),
	(text) => text.replaceAll('.', '\\.'),
	(text) => text.replace(/^http(?=s?:)/, 'hxxp').replace(/^ftp(?=:)/, 'fxp').replaceAll('.', '[.]'),
	(text) => text.replace('://', '[://]'),
	(text) => text.replace('://', '[:]//').replace(/^http(?=s?:)/, 'hXXp'),
	(text) => text.replace('@', '[at]').replaceAll('.', '[.]'),
	(text) => text.replace('@', ' at ').replaceAll('.', ' dot '),
	(text) => `<${text}>`,
	(text) => `"${text}",`,
	(text) => `- ${text}`,
	(text) => `**${text}**`,
	(text) => ` ${text}.`,
];

it.each(['fxp@a.example', 'hxxp@a.example', 'hxxpd.exe'])('%s is what it is: only a scheme is defanged so', (indicator) => {
	expect(readObservable(indicator).data).toBe(indicator);
});

describe.each(DEFANGINGS.map((defang) => [defang('http://user@a.example'), defang] as const))('defanged as %s', (_example, defang) => {
	it('an indicator comes back as it was', () => {
		fc.assert(
			fc.property(indicators, (indicator) => {
				const { data, dataType } = readObservable(indicator);
				expect(data).toBe(indicator);
				expect(readObservable(defang(indicator))).toEqual({ data: indicator, dataType });
			}),
			{ numRuns: 200 },
		);
	});
});
