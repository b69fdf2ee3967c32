CREATE TABLE "song_analyses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"song_id" uuid NOT NULL,
	"status" text NOT NULL,
	"measured" jsonb,
	"set_tempo" jsonb,
	"waveform_key" text,
	"failure" jsonb
);
--> statement-breakpoint
CREATE INDEX "song_analyses_by_project" ON "song_analyses" USING btree ("project_id");