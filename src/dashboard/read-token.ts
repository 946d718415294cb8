/** The token of the page's own address, which the API asks for; `null`: it asks for none. */
export function readToken({ search }: { readonly search: string }): string | null {
  const token = new URLSearchParams(search).get('token');
  return token === '' ? null : token;
}
