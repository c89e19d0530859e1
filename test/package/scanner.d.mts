declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	/** What n8n's scan lints of a package's source. */
	export const SOURCE_FILE_PATTERNS: string[];

	/** Lints the files with the rules by which n8n accepts community packages; `details` lists what it found. */
	export function analyzePackage(folder: string, patterns: string[]): Promise<{ passed: boolean; details?: string }>;
}
