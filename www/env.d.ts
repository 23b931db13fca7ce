/// <reference types="vite/client" />

declare const __VERSION__: string;
declare const __BUILD__: string;

declare module '*.ftl?text' {
  const text: string;
  export default text;
}

declare module 'virtual:guidance/*' {
  const data: unknown;
  export default data;
}

declare module 'virtual:codes/*' {
  const data: unknown;
  export default data;
}
