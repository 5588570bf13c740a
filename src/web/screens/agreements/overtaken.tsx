import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import type { TermText } from '../../parts/change-table.js';
import { ButtonLink } from '../../parts/links.js';
import { Notice, OvertakenNotice } from '../../parts/overtaken-notice.js';
import { Empty } from '../../parts/states.js';
import { contentOf, type DraftValues } from './draft-values.js';
import { useStanding, type Agreement } from './model.js';
import { What } from './pending-panel.js';
import { useTermTexts } from './term-texts.js';

interface OvertakenProps {
  readonly agreement: Agreement;
  readonly was: DraftValues;
  readonly is: DraftValues;
  readonly typed: DraftValues;
  readonly isRefused: boolean;
}

/** What somebody else has changed of the words since one began to write. */
export function Overtaken({ agreement, was, is, typed, isRefused }: OvertakenProps): ReactElement | null {
  const { form: words } = useMessages().agreements;
  const textsOf = useTermTexts(agreement);
  const all = (values: DraftValues): readonly TermText[] => [
    { term: words.referenceLabel, text: values.reference },
    ...textsOf(contentOf(values)),
  ];
  return <OvertakenNotice was={all(was)} is={all(is)} typed={all(typed)} isRefused={isRefused} />;
}

interface AgreementProps {
  readonly agreement: Agreement;
}

/** A draft that one was still editing has been signed. */
export function ProposedMeanwhile({ agreement }: AgreementProps): ReactElement {
  const { shell, agreements } = useMessages();
  const { own, other } = useStanding(agreement);
  return (
    <Notice title={shell.overtaken}>
      <Text size="sm">{agreements.form.proposedMeanwhile(own.name, other.name)}</Text>
      <ToAgreement agreement={agreement} />
    </Notice>
  );
}

/** Another change waits for a signature: first that one, then the own. */
export function WaitsFirst({ agreement }: AgreementProps): ReactElement {
  const { shell, agreements } = useMessages();
  return (
    <Notice title={shell.overtaken}>
      <What agreement={agreement} />
      <Text size="sm">{agreements.form.waitsFirst}</Text>
      <ToAgreement agreement={agreement} />
    </Notice>
  );
}

/** Nothing to be changed here, or not now: the agreement itself says why. */
export function NotNow({ agreement }: AgreementProps): ReactElement {
  const { form: words } = useMessages().agreements;
  return (
    <Empty text={words.notYours}>
      <ToAgreement agreement={agreement} />
    </Empty>
  );
}

function ToAgreement({ agreement: { id } }: AgreementProps): ReactElement {
  const { form: words } = useMessages().agreements;
  return (
    <ButtonLink variant="default" to="/agreements/$id" params={{ id }}>
      {words.toAgreement}
    </ButtonLink>
  );
}
