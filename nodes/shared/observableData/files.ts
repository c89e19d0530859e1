/** What is a file's name or path, a registry key or the path of a web address, decided by its text alone. */

/**
 * Extensions that make a dotted name a file's. Those that are top-level domains too are here only where
 * files are the likelier meaning (`zip`, `mov`, `sh`, `py`); `com`, `pl`, `rs`, `so`, `md`, `app` are left to domains.
 */
const EXTENSIONS = new Set(
	(
		'7z ace arj bz2 cab gz gzip iso img lz lzh lzma rar tar tbz2 tgz txz vhd vhdx vmdk wim xz z zip zst ' +
		'bat bin cgi cmd cpl dll drv elf exe hta inf jar jse job lnk msi msix msp ocx pif ps1 psd1 psm1 py pyc pyd reg scf scr sct sh sys vb vbe vbs wsc wsf wsh xll ' +
		'apk crx deb dex dmg ipa kext pkg plist rpm xpi ' +
		'csv doc docb docm docx dot dotm dotx epub htm html mht mhtml odp ods odt one onepkg pdf pot potm potx pps ppsm ppsx ppt pptm pptx rtf shtml svg txt url wbk wri xhtml xla xlam xls xlsb xlsm xlsx xlt xltm xps ' +
		'asp aspx ashx asmx c class cpp cs css h hpp ipynb java js json jsp jspx kt lua mjs php php3 php5 phps phtml rb sql swift ts vue wasm xml xsl yaml yml ' +
		'bak cfg cnf conf config crt csr dat db dbf der dmp eml etl evt evtx ics ini key log lock mdb mdf mem msg old ost p12 part pcap pcapng pem pfx pst sav sqlite tmp toml vcf ' +
		'avi bmp flac gif ico jpeg jpg m4a mkv mov mp3 mp4 mpeg ogg png psd swf tif tiff wav webm webp wmv'
	).split(' '),
);

function hasExtension(name: string): boolean {
	const dot = name.lastIndexOf('.');
	return dot > 0 && EXTENSIONS.has(name.slice(dot + 1).toLowerCase());
}

/** A bare file name with a known extension; blanks and several dots are fine. */
export function isFileName(text: string): boolean {
	return /^[^\\/:*?"<>|\r\n\t]{1,255}$/.test(text) && hasExtension(text);
}

const DRIVE_PATH = /^[a-z]:[\\/]/i;
const VARIABLE_PATH = /^(?:%[\w()]+%|\$env:\w+|\$\{?[A-Z_]+\}?)[\\/]/i;
/** `\\server\share`, `\\?\C:\…`, `\\.\pipe\…`. */
const UNC_PATH = /^\\\\(?:[?.]\\\S|[^\\/\s]+\\[^\\/]+)/;
const DEVICE_PATH = /^\\(?:Device|DosDevices|GLOBAL\?\?|SystemRoot|Windows|\?\?)\\/i;

export function isWindowsPath(text: string): boolean {
	if (/[\r\n]/.test(text)) return false;
	if (DRIVE_PATH.test(text) || VARIABLE_PATH.test(text) || UNC_PATH.test(text) || DEVICE_PATH.test(text)) return true;
	// relative: only a file makes it a path, since DOMAIN\user looks the same
	return /^\.{0,2}[^\\/:*?"<>|]*(?:\\[^\\/:*?"<>|]+)+$/.test(text) && hasExtension(text.slice(text.lastIndexOf('\\') + 1));
}

/** Top directories of Linux and macOS systems: what else begins with a slash is the path of a web address. */
const UNIX_ROOTS = new RegExp(
	'^/(?:' +
		'Applications|Library|System|Users|Volumes|bin|boot|cores|data|dev|etc|home|lib|lib32|lib64|media|mnt|opt|private|proc|root|run|sbin|snap|srv|sys|tmp|usr|var' +
		')(?:/|$)',
);

export function isUnixPath(text: string): boolean {
	if (/[\r\n?]/.test(text)) return false;
	return UNIX_ROOTS.test(text) || /^(?:~|\.{1,2})\/[^/\s]/.test(text) || /^~[\w-]+\/[^/\s]/.test(text);
}

/** Path of a web address: begins with one slash and has no blanks. */
export function isUriPath(text: string): boolean {
	return /^\/[^/\s][^\s]*$/.test(text);
}

const HIVE =
	/^(?:Computer\\)?(?:Registry::)?(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG|PERFORMANCE_DATA)|HK(?:LM|CU|CR|U|CC))(?::?\\|:?$)|^\\REGISTRY\\(?:MACHINE|USER)(?:\\|$)/i;

export function isRegistryKey(text: string): boolean {
	return HIVE.test(text) && !/[\r\n]/.test(text);
}
