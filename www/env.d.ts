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

declare module 'virtual:models' {
  /** What reading printed text needs: the module and its models. Empty when the page was built without the models. */
  const files: { id: 'module' | 'detector' | 'recogniser'; url: string; bytes: number; sha256: string }[];
  export default files;
}

declare module 'virtual:issuers' {
  const data: unknown;
  export default data;
}

declare module 'virtual:issuers-eu' {
  const data: unknown;
  export default data;
}

declare module 'virtual:codes/*' {
  const data: unknown;
  export default data;
}

declare module 'virtual:reconcile/*' {
  const data: unknown;
  export default data;
}

declare module 'virtual:digest/*' {
  /** SHA-256 of a module in base64. */
  const digest: string;
  export default digest;
}
