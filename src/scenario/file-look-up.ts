/** What is where a scenario says that a file or a program is. */
export type Finding =
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  /** `name`, a part of the path or all of it, is not there; `near` are the names that are there beside. */
  | { readonly kind: 'nothing'; readonly name: string; readonly near: readonly string[] };

/** Looks at the disk, injected because this layer is pure. It runs nothing and reads no file. */
export interface FileLookUp {
  /** `path`: as `resolvePath` gives it. */
  readonly file: (path: string) => Finding;
  /** As the system looks for a program: from `folder` when it has a slash, else in the folders of `searchPath` (`PATH`). */
  readonly program: (name: string, folder: string, searchPath: string | undefined) => Finding;
}
