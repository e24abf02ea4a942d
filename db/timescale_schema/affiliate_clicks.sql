-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE affiliate_clicks (
    click_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    ref_code text NOT NULL,
    source text NOT NULL,
    ip_address text NOT NULL,
    user_agent text,
    clicked_at timestamp with time zone NOT NULL,
    CONSTRAINT affiliate_clicks_pkey PRIMARY KEY (click_id)
);
CREATE INDEX affiliate_clicks_ref_code_clicked_at_idx ON affiliate_clicks USING btree (ref_code, clicked_at DESC);
