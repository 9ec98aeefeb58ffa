import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { Markup } from './markup.ts'

/** By these Svelte finds its way in what it takes over. Nobody takes this over, and an empty one would end the part too early. */
const marks = /<!--[^>]*-->/g

type Event = { isDataRequest: boolean }

/** HTML from the hub's render API, on its way into a page. */
export const markupOf = ({ isDataRequest }: Event, html: string): Markup => new Markup(html, !isDataRequest)

/** A part of a page that only shows: it may use nothing of `$app`, and has no style of its own, as nobody would load it. */
export const renderMarkup = <Props extends Record<string, unknown>>(
  event: Event,
  component: Component<Props>,
  props: Props,
): Markup => markupOf(event, render(component as Component, { props }).body.replaceAll(marks, ''))
