/** Files that the page hands to a person, as the browser's downloads. */

/** Saves a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Saves a text as a file of this media type. */
export function save(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type }));
}
