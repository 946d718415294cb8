/** What stands in the control that an event is of. */
export function readValue({ currentTarget: control }: Event): string {
  const isControl = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
  return isControl ? control.value : '';
}
