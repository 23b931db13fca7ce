export const WIDTH: number;
export const HEIGHT: number;
export function code(text: string, x: number, top: number, module?: number): Promise<string>;
export function lines(texts: string[], x?: number, top?: number, size?: number): string;
export function pdf(contents: string[], more?: { root?: string; trailer?: string }): Buffer;
