import CliTable from 'cli-table3';

/** A column of a table; `key` finds its cells. */
export interface TableColumn<Key extends string> {
  readonly key: Key;
  readonly title: string;
  readonly align: 'left' | 'right';
}

export interface TableDrawing<Key extends string> {
  readonly columns: readonly TableColumn<Key>[];
  readonly rows: readonly Readonly<Partial<Record<Key, string | undefined>>>[];
  /** What a narrow terminal does without, the first one first. */
  readonly droppable: readonly Key[];
  readonly width: number;
  readonly ascii: boolean;
}

/** The lines of a box that has no more than `width` columns; `undefined` where it cannot be that narrow. */
export function drawTable<Key extends string>(drawing: TableDrawing<Key>): readonly string[] | undefined {
  const { columns, droppable, width } = drawing;
  for (let dropped = 0; dropped <= droppable.length; dropped++) {
    const gone = droppable.slice(0, dropped);
    const lines = drawColumns(
      columns.filter(({ key }) => !gone.includes(key)),
      drawing,
    );
    // The first line is the border, so its length is the table's width.
    if ((lines[0]?.length ?? 0) <= width) return lines;
  }
  return undefined;
}

function drawColumns<Key extends string>(
  kept: readonly TableColumn<Key>[],
  { rows, ascii }: TableDrawing<Key>,
): readonly string[] {
  const table = new CliTable({
    head: kept.map(({ title }) => title),
    colAligns: kept.map(({ align }) => align),
    // Empty lists: otherwise the library colours head and border, also in a pipe.
    style: { head: [], border: [], compact: true },
    chars: { ...(ascii ? asciiBox : roundBox) },
  });
  for (const row of rows) table.push(kept.map(({ key }) => row[key] ?? ''));
  return table.toString().split('\n');
}

const roundBox = { 'top-left': '╭', 'top-right': '╮', 'bottom-left': '╰', 'bottom-right': '╯' } as const;

const asciiBox = {
  top: '-',
  'top-mid': '+',
  'top-left': '+',
  'top-right': '+',
  bottom: '-',
  'bottom-mid': '+',
  'bottom-left': '+',
  'bottom-right': '+',
  left: '|',
  'left-mid': '+',
  mid: '-',
  'mid-mid': '+',
  right: '|',
  'right-mid': '+',
  middle: '|',
} as const;
