/** Photos whose print is read: the shared ones, ways to read them on the page, and a stand-in for the worker that reads. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { dist, expect, open, photos, settled, trust } from './page.ts';

export interface Photo {
  id: string;
  image: string;
  code: string;
  lines: string[];
  printed: Record<string, string>;
  signed: Record<string, string>;
  expect: { verdict: string[]; fields: Record<string, unknown> };
}

const folder = photos();
export const list =
  folder === undefined
    ? []
    : readFileSync(join(folder, 'photos.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Photo);
const models = existsSync(join(dist, 'models')) ? readdirSync(join(dist, 'models')).filter((name) => name.endsWith('.onnx')) : [];
if (models.length === 0) console.error(`NOT RUN: the page in ${dist} was built without the models that read printed text`);

export const NOT_RUN = 'NOT RUN: the shared photos or the models are not there';
export const absent = folder === undefined || models.length === 0;

export function photo(id: string): Photo {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new Error(`no such photo: ${id}`);
  return found;
}

export const file = (name: string): string => join(folder ?? '', name);

/** Opens the page, trusts the photos' issuer, and gives it one of them. */
export async function show(page: Page, { image }: Photo): Promise<void> {
  await open(page);
  await trust(page, ...['root.pem', 'sub.pem', 'leaf.pem'].map(file));
  await page.locator('#slip-file').setInputFiles(file(image));
  await settled(page);
}

export const card = (page: Page) => page.locator('[data-paper]');

/** Asks for the printed text and waits until it was compared. */
export async function read(page: Page): Promise<void> {
  await page.locator('[data-paper-action="read"]').click();
  await finished(page);
}

export async function finished(page: Page): Promise<void> {
  await expect(card(page)).toHaveAttribute('data-paper', 'done', { timeout: 90_000 });
  await settled(page);
}

export function box(x: number, y: number, width: number, height: number): { x: number; y: number }[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

type Character = { text: string; probability: number; middle: { x: number; y: number }; runnersUp?: { text: string; probability: number }[] };
export type Line = { text: string; corners: { x: number; y: number }[]; probability: number; characters: Character[] };

/** Lines as the recogniser returns them, one below the other. */
export function lined(texts: string[]): Line[] {
  return texts.map((text, row) => ({
    corners: box(100, 100 + row * 50, text.length * 20, 30),
    text,
    probability: 0.95,
    characters: [...text].map((character, at) => ({ text: character, probability: 0.97, middle: { x: 110 + at * 20, y: 115 + row * 50 } })),
  }));
}

/**
 * The worker that reads finds these lines instead: at the first size, and at the larger one when a second list is given. Lines
 * from `held` on are not answered before `release`.
 */
export async function pretend(page: Page, lines: Line[], closer = lines, held = Infinity): Promise<void> {
  await page.route(/\/read\.worker-[\w-]+\.js$/, async (route) => {
    // Asked for to be checked, it is the build's own.
    if (route.request().resourceType() === 'fetch') return route.fallback();
    return route.fulfill({
      response: await route.fetch(),
      body: `const sizes = [${JSON.stringify(lines)}, ${JSON.stringify(closer)}];
        const all = sizes.flat();
        let free = false;
        const waiting = [];
        new BroadcastChannel('release').addEventListener('message', () => {
          free = true;
          for (const answer of waiting.splice(0)) answer();
        });
        addEventListener('message', ({ data: { id, path: [name], argumentList } }) => {
          const given = argumentList[0]?.value;
          const found = name === 'find' && (given === 960 ? 0 : 1);
          const patch = { pixels: new Uint8Array(3), width: 1, height: 1, left: 0, top: 0, shrunk: 1 };
          const index = given?.place?.score;
          const answers = {
            alive: () => true,
            find: () => ({ places: sizes[found].map((line, at) => ({ corners: line.corners, score: at + (found ? sizes[0].length : 0) })), witnesses: [] }),
            patches: () => given.map(() => patch),
            line: () => all[index],
            arrange: () => ({ lines: [...given].sort((a, b) => a.corners[0].y - b.corners[0].y), turned: 0 }),
            held: () => 0,
          };
          const answer = () => postMessage({ id, type: 'RAW', value: answers[name]?.() });
          if (name === 'line' && index >= ${held === Infinity ? 1e9 : held} && !free) waiting.push(answer);
          else answer();
        });`,
    });
  });
}

/** The lines that were held are read. */
export async function release(page: Page): Promise<void> {
  await page.evaluate(() => new BroadcastChannel('release').postMessage(true));
}
