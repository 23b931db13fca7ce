/** What photo/read/models.json says. */
export const modelList: {
  models: { id: 'detector' | 'recogniser'; file: string; bytes: number; sha256: string }[];
  notices: { file: string }[];
};
export function modelsFolder(environment?: NodeJS.ProcessEnv, platform?: string): string;
export function holdsModels(folder: string): Promise<boolean>;
