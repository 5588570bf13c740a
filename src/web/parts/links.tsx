import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink, Link } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';

type Native = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'style' | 'color' | 'href'> & {
  readonly ref?: Ref<HTMLAnchorElement>;
};

function PlainLink(props: Omit<AnchorProps, 'href'> & Native): ReactElement {
  return <Anchor inherit {...props} />;
}

function PlainButton(props: Omit<ButtonProps, 'href'> & Native): ReactElement {
  return <Button component="a" {...props} />;
}

/** A way to another screen within text, with parameters checked against the routes. */
export const TextLink = createLink(PlainLink);

/** The same as a button. */
export const ButtonLink = createLink(PlainButton);

/**
 * A way to a screen by its whole path, for where ids of several kinds lead to different screens. Underlined: it stands among
 * words, from which its colour alone does not tell it.
 */
export function PathLink({ path, children }: { readonly path: string; readonly children: ReactNode }): ReactElement {
  return (
    <Anchor component={Link} to={path} inherit underline="always">
      {children}
    </Anchor>
  );
}
