import { http, problemOf } from '../../api/client.js';

interface ReportQuery {
  readonly agreementId: string;
  readonly from: string;
  readonly to: string;
  /** Whose spreadsheet program is to read it. */
  readonly locale: 'en' | 'de';
}

/** Saves the report as the service writes it for a spreadsheet. Throws with the service's sentence where it is refused. */
export async function downloadCsv(query: ReportQuery): Promise<void> {
  const { data, error, response } = await http.GET('/api/v1/reports/circularity', {
    params: { query },
    headers: { accept: 'text/csv' },
    parseAs: 'blob',
  });
  if (!data) throw new Error(problemOf(error).detail);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'circularity.csv';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  // The browser has taken hold of the file once the click is through.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
