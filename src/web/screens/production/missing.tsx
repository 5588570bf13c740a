import type { ReactElement } from 'react';
import { Mass } from '../../units/mass.js';
import type { ElementBalance } from './model.js';
import { useMessages } from './texts.js';

/** What is unexplained with its range; a dash where that is not known. */
export function Missing({
  unexplainedKg,
  uncertaintyKg,
}: Pick<ElementBalance, 'unexplainedKg' | 'uncertaintyKg'>): ReactElement {
  const { shell } = useMessages();
  if (unexplainedKg === null || uncertaintyKg === null) return <>{shell.unknown}</>;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <Mass kg={unexplainedKg} /> ± <Mass kg={uncertaintyKg} />
    </span>
  );
}

/** What was logged; of days between which nothing was counted nothing is added up. */
export function Logged({
  loggedKg,
  unexplainedKg,
}: Partial<Pick<ElementBalance, 'loggedKg'>> & Pick<ElementBalance, 'unexplainedKg'>): ReactElement {
  return <Mass kg={unexplainedKg === null ? null : loggedKg} />;
}
