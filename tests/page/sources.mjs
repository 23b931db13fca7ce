// The sources that these tests read: what stands where, not what it does.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/command.mjs';

/**
 * Every file below these folders whose name ends so; folders that are not there, and what is built, are left out.
 * @param {string} ending
 * @param {...string} folders from the repository's root
 * @returns {Map<string, string>} text by path from the root
 */
export function sources(ending, ...folders) {
  const found = new Map();
  const walk = (folder) => {
    let entries = [];
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !['generated', 'target', 'node_modules'].includes(entry.name)) walk(path);
      else if (entry.isFile() && entry.name.endsWith(ending)) found.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  folders.forEach(walk);
  return found;
}
