-- What each service item asked in each release of content the hub was given: the words beside an order's ids. Nothing of a resident.
CREATE TABLE item_forms (
    content_release {number} NOT NULL,
    item VARCHAR(100) NOT NULL,
    form TEXT NOT NULL,
    taken_at VARCHAR(40) NOT NULL,
    PRIMARY KEY (content_release, item)
);
