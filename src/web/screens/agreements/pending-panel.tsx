import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useId, useState, type ReactElement } from 'react';
import { useMessages } from './texts.js';
import { ChangeTable, changesIn } from '../../parts/change-table.js';
import { ButtonLink } from '../../parts/links.js';
import classes from './agreements.module.css';
import { latestSignedVersion, partyName, useStanding, type Agreement, type Version } from './model.js';
import { SignForm, WithdrawForm } from './sign-forms.js';
import { useDayText, useTermTexts } from './term-texts.js';

/** What waits for a signature, whose it is, and the one button for who may give it. */
export function PendingPanel({ agreement }: { readonly agreement: Agreement }): ReactElement | null {
  const { pending: words } = useMessages().agreements;
  const { acts, own, isSide, missing, waitsForOwn } = useStanding(agreement);
  const title = useId();
  const [first] = missing;
  if (agreement.pending === null || !first) return null;
  const isDraft = agreement.status === 'draft';
  const heading = isDraft
    ? words.draftTitle
    : waitsForOwn
      ? acts
        ? words.yourTurn
        : words.sideTurn
      : words.otherTurn(first.name);
  return (
    <Paper component="section" aria-labelledby={title} withBorder p="lg" className={waitsForOwn ? classes.waits : ''}>
      <Stack gap="md">
        <Title order={2} size="h4" id={title}>
          {heading}
        </Title>
        {isDraft && <Text>{words.draftText(own.name)}</Text>}
        {!isDraft && <What agreement={agreement} />}
        {!acts && isSide && waitsForOwn && <Text c="dimmed">{words.adminSigns(own.name)}</Text>}
        {acts && <Acts agreement={agreement} signs={waitsForOwn} signFor={own.name} />}
      </Stack>
    </Paper>
  );
}

/** In words what waits for a signature. */
export function What({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { pending: words } = useMessages().agreements;
  const day = useDayText();
  const { pending, termination, versions } = agreement;
  const version = versions.at(-1);
  if (pending === 'termination' && termination) {
    const by = partyName(agreement, termination.proposedByPartyId);
    return <Text>{words.whatTermination(day(termination.endsOn), termination.reason, by)}</Text>;
  }
  if (pending === 'amendment' && version) {
    const by = partyName(agreement, version.proposedByPartyId);
    return (
      <>
        <Text>{words.whatAmendment(version.version, day(version.startsOn), by)}</Text>
        <Changes agreement={agreement} version={version} />
      </>
    );
  }
  return <Text>{words.whatAgreement(partyName(agreement, agreement.createdByPartyId))}</Text>;
}

/** What the new version says otherwise than the one that it changes: nobody should sign without having seen it. */
function Changes({ agreement, version }: { readonly agreement: Agreement; readonly version: Version }): ReactElement {
  const { pending: words, terms } = useMessages().agreements;
  const textsOf = useTermTexts(agreement);
  const base = latestSignedVersion(agreement);
  const changes = changesIn(base ? textsOf(base) : [], textsOf(version));
  return (
    <ChangeTable
      caption={words.changes}
      titles={{ before: words.before, after: words.after }}
      changes={changes.filter(({ term }) => term !== terms.startsOn)}
    />
  );
}

interface ActsProps {
  readonly agreement: Agreement;
  readonly signs: boolean;
  readonly signFor: string;
}

function Acts({ agreement, signs, signFor }: ActsProps): ReactElement {
  const { pending: words } = useMessages().agreements;
  const [act, setAct] = useState<'sign' | 'withdraw' | null>(null);
  const { id, status } = agreement;
  const isDraft = status === 'draft';
  const away = useWithdrawWord(agreement);
  return (
    <Group gap="sm" className="no-print">
      {signs && (
        <Button leftSection={<IconSignature size={20} aria-hidden />} onClick={() => setAct('sign')}>
          {words.signFor(signFor)}
        </Button>
      )}
      {isDraft && (
        <ButtonLink variant="default" to="/agreements/$id/edit" params={{ id }}>
          {words.edit}
        </ButtonLink>
      )}
      <Button variant="default" onClick={() => setAct('withdraw')}>
        {away}
      </Button>
      {act === 'sign' && <SignForm agreement={agreement} onClose={() => setAct(null)} />}
      {act === 'withdraw' && <WithdrawForm agreement={agreement} word={away} onClose={() => setAct(null)} />}
    </Group>
  );
}

/** One's own proposal is taken back, another's is declined; a draft is nobody's but one's own. */
function useWithdrawWord(agreement: Agreement): string {
  const { pending: words } = useMessages().agreements;
  const { own } = useStanding(agreement);
  const { pending, status, createdByPartyId, termination, versions } = agreement;
  if (status === 'draft') return words.discard;
  const proposed = pending === 'termination' ? termination?.proposedByPartyId : versions.at(-1)?.proposedByPartyId;
  return (pending === 'agreement' ? createdByPartyId : proposed) === own.id ? words.takeBack : words.decline;
}
