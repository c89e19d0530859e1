import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { OWNER } from '../n8n/client.mts';

const CHROMIUM = '/usr/bin/chromium';

/** Why the editor cannot be opened, with what to do about it; nothing when it can. */
export const browserMissing = existsSync(CHROMIUM) ? undefined : 'Chromium is not installed: `apt-get install chromium fonts-liberation`';

/** How the browser shows the editor. */
export interface Look {
	width: number;
	height: number;
	/** Pixels of a picture per pixel of the page. */
	scale: number;
}

/** n8n's editor in a real browser, in its light theme, signed in as the owner. */
export class Editor {
	readonly page: Page;
	readonly #baseUrl: string;
	readonly #context: BrowserContext;
	readonly #profile: string;

	private constructor(baseUrl: string, context: BrowserContext, page: Page, profile: string) {
		this.#baseUrl = baseUrl;
		this.#context = context;
		this.#profile = profile;
		this.page = page;
	}

	static async open(baseUrl: string, { width, height, scale }: Look = { width: 1500, height: 1000, scale: 1 }): Promise<Editor> {
		const profile = mkdtempSync(path.join(tmpdir(), 'editor-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: CHROMIUM,
			headless: true,
			viewport: { width, height },
			deviceScaleFactor: scale,
			colorScheme: 'light',
			args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
		});
		const page = context.pages()[0] ?? (await context.newPage());
		page.setDefaultTimeout(30_000);
		await page.goto(`${baseUrl}/signin`);
		await page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
		await page.fill('input[name=password]', OWNER.password);
		await page.click('[data-test-id=form-submit-button]');
		await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
		return new Editor(baseUrl, context, page, profile);
	}

	async close(): Promise<void> {
		await this.#context.close();
		rmSync(this.#profile, { recursive: true, force: true });
	}

	by(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.#baseUrl}/workflow/${id}`);
		await this.by('canvas-node').first().waitFor();
	}

	/** Opens an empty workflow. */
	async openNewWorkflow(): Promise<void> {
		await this.page.goto(`${this.#baseUrl}/workflow/new`);
		await this.by('canvas-add-button').first().waitFor();
	}

	/** Adds our node by one of its actions or triggers, at a plus sign of the canvas; its panel is open then. */
	async addNode(plus: Locator, action: string): Promise<void> {
		await plus.click();
		await this.by('node-creator-search-bar').first().fill('TheHive SOC');
		await this.by('item-iterator-item').filter({ hasText: 'TheHive SOC' }).first().click();
		await this.page.getByText(action, { exact: true }).first().click();
		await this.by('node-parameters').first().waitFor();
	}

	/** Drags a field of the input into a parameter. What is dropped before the editor has noticed the drag is lost: then once more. */
	async dragField(name: string, to: Locator): Promise<void> {
		const dropped = this.by('node-parameters').first().getByText(new RegExp(`\\{\\{ \\$json\\.(\\w+\\.)*${name} \\}\\}`)).first();
		for (let tries = 1; tries <= 5 && !(await dropped.isVisible()); tries++) {
			await this.by('ndv-input-panel').getByText(name, { exact: true }).first().hover();
			await this.page.mouse.down();
			const { x, y, width, height } = (await to.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
			await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 12 });
			await this.page.waitForTimeout(300);
			await this.page.mouse.up();
			await dropped.waitFor({ timeout: 3_000 }).catch(() => undefined);
		}
	}

	/** Opens a node's panel. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.by('node-parameters').first().waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
	}

	/** Opens a drop-down and chooses an entry by its text. A list that is still being loaded closes again: then once more. */
	async #choose(dropDown: Locator, entry: string): Promise<void> {
		const wanted = this.page.locator('.el-select-dropdown__item:visible').filter({ has: this.page.getByText(entry, { exact: true }) }).first();
		for (let tries = 1; ; tries++) {
			await dropDown.click();
			try {
				return await wanted.click({ timeout: 5_000 });
			} catch (error) {
				if (tries === 5) throw error;
				await this.page.keyboard.press('Tab');
			}
		}
	}

	/** Chooses an entry of the last drop-down of that parameter. */
	async chooseIn(form: Locator, parameter: string, entry: string): Promise<void> {
		// n8n's text inputs all have the id `parameter-input-field`, as a drop-down of that name has
		await this.#choose(form.locator(`[data-test-id="parameter-input-${parameter}"]:visible`).filter({ has: this.page.locator('.el-select') }).last(), entry);
	}

	/** Writes into the last text input of that parameter. */
	async fillIn(form: Locator, parameter: string, text: string): Promise<void> {
		await form.locator(`[data-test-id="parameter-input-${parameter}"]`).last().locator('input, textarea, [contenteditable=true]').first().fill(text);
	}

	/** Adds a row to a fixed collection; where it holds several kinds of row, of that kind. */
	async addTo(collection: Locator, kind: string): Promise<void> {
		const chooser = collection.locator('input[placeholder^="Add"]');
		const button = collection.locator('[data-test-id="fixed-collection-add"]');
		if ((await button.count()) > 0 && (kind === 'Rule' || (await chooser.count()) === 0)) return await button.last().click();
		await this.#choose(chooser.last(), kind);
	}

	/** Adds a custom field to the mapper and fills it in. */
	async mapCustomField(name: RegExp, value: string): Promise<void> {
		await this.page.getByText('Add custom field to send').click();
		await this.page.getByText(name).last().click();
		await this.by('mapping-fields-container').locator('input').last().fill(value);
	}

	/**
	 * Runs the node from its panel and gives what the output pane shows then.
	 * @param whileRunning what happens meanwhile, for a trigger that waits for it
	 */
	async execute(whileRunning?: () => Promise<void>): Promise<string> {
		const output = this.by('output-panel');
		await this.by('node-execute-button').first().click();
		await whileRunning?.();
		await output.locator('table td, [data-test-id="node-error-message"], [class*="error"]').first().waitFor();
		return await output.innerText();
	}
}
